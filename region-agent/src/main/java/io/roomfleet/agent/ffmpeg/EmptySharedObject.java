package io.roomfleet.agent.ffmpeg;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A shared library with a name and nothing in it, as an ELF64 file for x86-64.
 *
 * <p>It stands in for a library that a program is linked to but never calls. The dynamic loader
 * wants a file of that name at start, with the symbol versions that the program asks for, or it
 * grumbles on stderr; a function is looked up only when it is first called.
 *
 * <p>Layout, after the System V ABI, its AMD64 supplement and the Linux Standard Base (symbol
 * versions): ELF header, three program headers (PT_LOAD over the whole file, PT_DYNAMIC,
 * PT_GNU_STACK so that the stack stays not executable), the dynamic section, a symbol table of the
 * one reserved entry, its version, the version definitions, the string table.
 */
final class EmptySharedObject {
  private static final int ELF_HEADER = 64;
  private static final int PROGRAM_HEADER = 56;
  private static final int PROGRAM_HEADERS = 3;
  private static final int DYNAMIC = ELF_HEADER + PROGRAM_HEADERS * PROGRAM_HEADER;
  private static final int DYNAMIC_ENTRIES = 9;
  private static final int DYNAMIC_SIZE = DYNAMIC_ENTRIES * 16;
  private static final int SYMBOLS = DYNAMIC + DYNAMIC_SIZE;
  private static final int SYMBOL = 24;
  private static final int SYMBOL_VERSIONS = SYMBOLS + SYMBOL;
  private static final int DEFINITIONS = SYMBOL_VERSIONS + 8;
  private static final int DEFINITION = 20 + 8;

  private static final int PT_LOAD = 1;
  private static final int PT_DYNAMIC = 2;
  private static final int PT_GNU_STACK = 0x6474e551;
  private static final int READ_WRITE = 6;

  private static final long DT_VERSYM = 0x6ffffff0L;
  private static final long DT_VERDEF = 0x6ffffffcL;
  private static final long DT_VERDEFNUM = 0x6ffffffdL;

  private EmptySharedObject() {}

  /**
   * The file's bytes.
   *
   * @param soname the name that the loader knows it by, such as {@code libasound.so.2}
   * @param versions of its symbols that are asked for, such as {@code ALSA_0.9}
   */
  static byte[] named(String soname, List<String> versions) {
    List<String> names = new ArrayList<>();
    names.add(soname); // the first definition is the library itself
    names.addAll(versions);
    ByteArrayOutputStream strings = new ByteArrayOutputStream();
    strings.write(0);
    int[] offsets = new int[names.size()];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = strings.size();
      strings.writeBytes(names.get(i).getBytes(StandardCharsets.US_ASCII));
      strings.write(0);
    }
    int stringsAt = DEFINITIONS + names.size() * DEFINITION;
    int size = stringsAt + strings.size();
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    elfHeader(out);
    programHeader(out, PT_LOAD, 0, size, 0x1000);
    programHeader(out, PT_DYNAMIC, DYNAMIC, DYNAMIC_SIZE, 8);
    programHeader(out, PT_GNU_STACK, 0, 0, 16);
    dynamic(out, 5, stringsAt); // DT_STRTAB
    dynamic(out, 6, SYMBOLS); // DT_SYMTAB
    dynamic(out, 10, strings.size()); // DT_STRSZ
    dynamic(out, 11, SYMBOL); // DT_SYMENT
    dynamic(out, 14, offsets[0]); // DT_SONAME
    dynamic(out, DT_VERSYM, SYMBOL_VERSIONS);
    dynamic(out, DT_VERDEF, DEFINITIONS);
    dynamic(out, DT_VERDEFNUM, names.size());
    dynamic(out, 0, 0); // DT_NULL
    out.position(DEFINITIONS);
    for (int i = 0; i < offsets.length; i++) {
      definition(out, i, hash(names.get(i)), offsets[i], i == offsets.length - 1);
    }
    out.put(strings.toByteArray());
    return out.array();
  }

  private static void elfHeader(ByteBuffer out) {
    out.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    out.putShort((short) 3); // ET_DYN
    out.putShort((short) 62); // EM_X86_64
    out.putInt(1);
    out.putLong(0); // no entry point
    out.putLong(ELF_HEADER);
    out.putLong(0); // no section headers: the loader does not read them
    out.putInt(0);
    out.putShort((short) ELF_HEADER);
    out.putShort((short) PROGRAM_HEADER);
    out.putShort((short) PROGRAM_HEADERS);
    out.putShort((short) 64);
    out.putShort((short) 0);
    out.putShort((short) 0);
  }

  private static void programHeader(ByteBuffer out, int type, long offset, long size, long align) {
    out.putInt(type);
    out.putInt(READ_WRITE);
    out.putLong(offset);
    out.putLong(offset); // virtual address
    out.putLong(offset); // physical address
    out.putLong(size);
    out.putLong(size);
    out.putLong(align);
  }

  private static void dynamic(ByteBuffer out, long tag, long value) {
    out.putLong(tag);
    out.putLong(value);
  }

  /** An Elf64_Verdef with its one Elf64_Verdaux. */
  private static void definition(ByteBuffer out, int index, int hash, int name, boolean last) {
    out.putShort((short) 1);
    out.putShort((short) (index == 0 ? 1 : 0)); // VER_FLG_BASE
    out.putShort((short) (index + 1));
    out.putShort((short) 1);
    out.putInt(hash);
    out.putInt(20);
    out.putInt(last ? 0 : DEFINITION);
    out.putInt(name);
    out.putInt(0);
  }

  /** The hash function of the System V ABI. */
  private static int hash(String name) {
    int hash = 0;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash << 4) + name.charAt(i);
      int high = hash & 0xf0000000;
      hash ^= high >>> 24;
      hash &= ~high;
    }
    return hash;
  }
}
