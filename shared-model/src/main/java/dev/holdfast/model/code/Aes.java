package dev.holdfast.model.code;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** AES on single blocks, by the JDK's provider, which uses the processor's instructions. For one thread at a time. */
final class Aes {
    private static final int BLOCK = 16;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final Cipher cipher;
    private final byte[] block = new byte[BLOCK];

    Aes(byte[] key) {
        try {
            cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES", e);
        }
    }

    /** Encrypts a block and returns its first half; {@link #low} then has the second. */
    long high(long high, long low) {
        LONGS.set(block, 0, high);
        LONGS.set(block, Long.BYTES, low);
        try {
            cipher.update(block, 0, BLOCK, block, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a block fits a block", e);
        }
        return (long) LONGS.get(block, 0);
    }

    /** The second half of the block that was encrypted last. */
    long low() {
        return (long) LONGS.get(block, Long.BYTES);
    }
}
