package io.roomfleet.agent.ffmpeg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A shared library with a name and nothing in it, as an ELF64 file for x86-64.
 *
 * <p>It stands in for a library that a program is linked to but never calls. The dynamic loader
 * wants a file of that name at start; a function is looked up only when it is first called.
 *
 * <p>Layout, after the System V ABI and its AMD64 supplement: ELF header, three program headers
 * (PT_LOAD over the whole file, PT_DYNAMIC, PT_GNU_STACK so that the stack stays not executable),
 * the dynamic section, a symbol table of the one reserved entry, the string table.
 */
final class EmptySharedObject {
  private static final int ELF_HEADER = 64;
  private static final int PROGRAM_HEADER = 56;
  private static final int PROGRAM_HEADERS = 3;
  private static final int DYNAMIC = ELF_HEADER + PROGRAM_HEADERS * PROGRAM_HEADER;
  private static final int DYNAMIC_ENTRIES = 6;
  private static final int DYNAMIC_SIZE = DYNAMIC_ENTRIES * 16;
  private static final int SYMBOLS = DYNAMIC + DYNAMIC_SIZE;
  private static final int SYMBOL = 24;
  private static final int STRINGS = SYMBOLS + SYMBOL;

  private static final int PT_LOAD = 1;
  private static final int PT_DYNAMIC = 2;
  private static final int PT_GNU_STACK = 0x6474e551;
  private static final int READ_WRITE = 6;

  private EmptySharedObject() {}

  /** The file's bytes; {@code soname} is the name the loader knows it by, such as libxcb.so.1. */
  static byte[] named(String soname) {
    byte[] name = soname.getBytes(StandardCharsets.US_ASCII);
    int stringsSize = 1 + name.length + 1;
    int size = STRINGS + stringsSize;
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    elfHeader(out);
    programHeader(out, PT_LOAD, 0, size, 0x1000);
    programHeader(out, PT_DYNAMIC, DYNAMIC, DYNAMIC_SIZE, 8);
    programHeader(out, PT_GNU_STACK, 0, 0, 16);
    dynamic(out, 5, STRINGS); // DT_STRTAB
    dynamic(out, 6, SYMBOLS); // DT_SYMTAB
    dynamic(out, 10, stringsSize); // DT_STRSZ
    dynamic(out, 11, SYMBOL); // DT_SYMENT
    dynamic(out, 14, 1); // DT_SONAME, as an offset into the string table
    dynamic(out, 0, 0); // DT_NULL
    out.position(STRINGS + 1);
    out.put(name);
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
}
