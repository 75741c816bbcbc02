package dev.holdfast.model.code;

/**
 * The key of one epoch of codes and the ids it covers, both ends included.
 *
 * @param epoch 0 to 9
 * @param key 32 bytes; not copied, the caller keeps it unchanged
 */
public record CodeKey(int epoch, byte[] key, long firstId, long lastId) {}
