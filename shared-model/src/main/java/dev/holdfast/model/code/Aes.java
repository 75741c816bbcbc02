package dev.holdfast.model.code;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** AES on single blocks, by the JDK's provider, which uses the processor's instructions. For one thread at a time. */
final class Aes {
    static final int BLOCK = 16;
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

    /** Encrypts a block and returns its first half; {@link #low} has the second until the next call of this. */
    long high(long high, long low) {
        LONGS.set(block, 0, high);
        LONGS.set(block, Long.BYTES, low);
        encrypt(block, BLOCK);
        return (long) LONGS.get(block, 0);
    }

    /**
     * Encrypts a block for each second half, all with the same first half, and puts the first half of each in its
     * place.
     *
     * @param blocks room for as many
     */
    void highs(long high, long[] lows, byte[] blocks) {
        for (int i = 0; i < lows.length; i++) {
            LONGS.set(blocks, i * BLOCK, high);
            LONGS.set(blocks, i * BLOCK + Long.BYTES, lows[i]);
        }
        encrypt(blocks, lows.length * BLOCK);
        for (int i = 0; i < lows.length; i++) {
            lows[i] = (long) LONGS.get(blocks, i * BLOCK);
        }
    }

    private void encrypt(byte[] blocks, int length) {
        try {
            cipher.update(blocks, 0, length, blocks, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a block fits a block", e);
        }
    }

    /** The second half of the block that was encrypted last. */
    long low() {
        return (long) LONGS.get(block, Long.BYTES);
    }
}
