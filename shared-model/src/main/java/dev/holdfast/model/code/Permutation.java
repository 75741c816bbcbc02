package dev.holdfast.model.code;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * FF1 of NIST SP 800-38G with AES-256, radix 62, seven numerals and an empty tweak: a permutation of the numbers below
 * {@link Base62#CAPACITY}. With these parameters every number in the standard's steps fits a long, and its
 * pseudo-random function is one AES block a round. AES serves one thread at a time: instances are lent and taken back,
 * since setting the key costs more than the work. Safe for use by several threads.
 */
final class Permutation {
    private static final int ROUNDS = 10;

    /** The first three numerals, A in the standard, and the last four, B; they change places every round. */
    private static final long LEFT = 62 * 62 * 62;

    private static final long RIGHT = LEFT * 62;

    /** The standard's block P: version 1, method 2, type 1, radix, rounds, length of A; lengths of text and tweak. */
    private static final long P_HIGH = 0x01_02_01_00_00_3E_0A_03L;

    private static final long P_LOW = (long) Base62.DIGITS << Integer.SIZE;

    private final byte[] key;

    /** P encrypted, in which every round's chain begins. */
    private final long high;

    private final long low;
    private final Queue<Aes> idle = new ConcurrentLinkedQueue<>();

    Permutation(byte[] key) {
        this.key = key;
        Aes aes = new Aes(key);
        this.high = aes.high(P_HIGH, P_LOW);
        this.low = aes.low();
        idle.add(aes);
    }

    /** What the number becomes. */
    long encrypt(long number) {
        long[] one = {number};
        encrypt(one);
        return one[0];
    }

    /** Puts what each of the numbers becomes in its place. All go through a round together, in one call of AES. */
    void encrypt(long[] numbers) {
        Aes aes = lend();
        int many = numbers.length;
        long[] b = new long[many];
        long[] random = new long[many];
        byte[] blocks = new byte[many * Aes.BLOCK];
        for (int i = 0; i < many; i++) {
            b[i] = numbers[i] % RIGHT;
            numbers[i] /= RIGHT; // a
        }
        for (int round = 0; round < ROUNDS; round++) {
            long size = size(round);
            for (int i = 0; i < many; i++) {
                random[i] = lowOfQ(round, b[i]);
            }
            aes.highs(high, random, blocks);
            for (int i = 0; i < many; i++) {
                long c = (numbers[i] + Long.remainderUnsigned(random[i], Base62.CAPACITY) % size) % size;
                numbers[i] = b[i];
                b[i] = c;
            }
        }
        idle.offer(aes);
        for (int i = 0; i < many; i++) {
            numbers[i] = numbers[i] * RIGHT + b[i];
        }
    }

    /** What became the number. */
    long decrypt(long number) {
        Aes aes = lend();
        long a = number / RIGHT;
        long b = number % RIGHT;
        for (int round = ROUNDS - 1; round >= 0; round--) {
            long size = size(round);
            long c = Math.floorMod(b - random(aes, round, a) % size, size);
            b = a;
            a = c;
        }
        idle.offer(aes);
        return a * RIGHT + b;
    }

    /** How many values the half has that this round replaces. */
    private static long size(int round) {
        return round % 2 == 0 ? LEFT : RIGHT;
    }

    /** The standard's y of a round, modulo {@code LEFT * RIGHT}, which both halves' sizes divide. */
    private long random(Aes aes, int round, long half) {
        return Long.remainderUnsigned(aes.high(high, lowOfQ(round, half)), Base62.CAPACITY);
    }

    /** Chained with block Q: twelve zeros, the round, the half's number in three bytes. */
    private long lowOfQ(int round, long half) {
        return low ^ ((long) round << 24 | half);
    }

    private Aes lend() {
        Aes lent = idle.poll();
        return lent == null ? new Aes(key) : lent;
    }
}
