package io.roomfleet.api.client;

/**
 * How the records of this API become JSON and back. Instants are ISO-8601 strings, and a field that
 * is not known is ignored, since a newer server may say more.
 */
public interface JsonCodec {
  String write(Object value);

  /**
   * @throws IllegalArgumentException when {@code json} is not JSON, or not that of a {@code type}
   */
  <T> T read(String json, Class<T> type);
}
