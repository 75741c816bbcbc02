package dev.holdfast.model.code;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * FF1 encryption written straight from NIST SP 800-38G, algorithm 7, on the JDK's AES: slow, and independent of the
 * library that the product uses. Step numbers are the paper's.
 */
final class ReferenceFf1 {
    private final Cipher aes;
    private final int radix;
    private final byte[] tweak;

    ReferenceFf1(byte[] key, int radix, byte[] tweak) throws GeneralSecurityException {
        this.aes = Cipher.getInstance("AES/ECB/NoPadding");
        this.aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        this.radix = radix;
        this.tweak = tweak.clone();
    }

    int[] encrypt(int[] x) {
        int n = x.length;
        int u = n / 2;
        int v = n - u;
        int[] a = Arrays.copyOfRange(x, 0, u);
        int[] b = Arrays.copyOfRange(x, u, n);
        int bytes = (BigInteger.valueOf(radix).pow(v).subtract(BigInteger.ONE).bitLength() + 7) / 8; // 3
        int d = 4 * ((bytes + 3) / 4) + 4; // 4
        byte[] p = ByteBuffer.allocate(16) // 5
                .put(new byte[] {1, 2, 1, 0})
                .putShort((short) radix)
                .put((byte) 10)
                .put((byte) u)
                .putInt(n)
                .putInt(tweak.length)
                .array();
        for (int i = 0; i < 10; i++) {
            int m = i % 2 == 0 ? u : v; // 6v
            BigInteger y = new BigInteger(1, s(p, q(i, b, bytes), d)); // 6iv
            int[] c = numerals(number(a).add(y).mod(BigInteger.valueOf(radix).pow(m)), m);
            a = b;
            b = c;
        }
        int[] result = Arrays.copyOf(a, n);
        System.arraycopy(b, 0, result, a.length, b.length);
        return result;
    }

    /** 6i */
    private byte[] q(int round, int[] b, int bytes) {
        int padding = Math.floorMod(-tweak.length - bytes - 1, 16);
        byte[] number = number(b).toByteArray();
        ByteBuffer q = ByteBuffer.allocate(tweak.length + padding + 1 + bytes)
                .put(tweak)
                .position(tweak.length + padding)
                .put((byte) round);
        int used = Math.min(number.length, bytes);
        q.position(q.capacity() - used).put(number, number.length - used, used);
        return q.array();
    }

    /** 6ii and 6iii */
    private byte[] s(byte[] p, byte[] q, int d) {
        byte[] r = prf(p, q);
        ByteBuffer s = ByteBuffer.allocate((d + 15) / 16 * 16).put(r);
        for (int j = 1; s.hasRemaining(); j++) {
            byte[] block = r.clone();
            block[15] ^= (byte) j;
            s.put(encipher(block));
        }
        return Arrays.copyOf(s.array(), d);
    }

    private byte[] prf(byte[] p, byte[] q) {
        byte[] input = ByteBuffer.allocate(p.length + q.length).put(p).put(q).array();
        byte[] y = new byte[16];
        for (int i = 0; i < input.length; i++) {
            y[i % 16] ^= input[i];
            if (i % 16 == 15) {
                y = encipher(y);
            }
        }
        return y;
    }

    private byte[] encipher(byte[] block) {
        try {
            return aes.doFinal(block);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private BigInteger number(int[] numerals) {
        BigInteger number = BigInteger.ZERO;
        for (int numeral : numerals) {
            number = number.multiply(BigInteger.valueOf(radix)).add(BigInteger.valueOf(numeral));
        }
        return number;
    }

    private int[] numerals(BigInteger number, int length) {
        int[] numerals = new int[length];
        BigInteger rest = number;
        for (int i = length - 1; i >= 0; i--) {
            numerals[i] = rest.mod(BigInteger.valueOf(radix)).intValue();
            rest = rest.divide(BigInteger.valueOf(radix));
        }
        return numerals;
    }
}
