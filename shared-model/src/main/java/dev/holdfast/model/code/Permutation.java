package dev.holdfast.model.code;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bouncycastle.crypto.fpe.FPEEngine;
import org.bouncycastle.crypto.fpe.FPEFF1Engine;
import org.bouncycastle.crypto.params.FPEParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * FF1 of NIST SP 800-38G with AES-256, radix 62, seven numerals and an empty tweak: a permutation of the numbers below
 * {@link Base62#CAPACITY}. An engine is made for one key and one direction and serves one thread at a time; engines are
 * lent and taken back, since setting the key costs more than the work. Safe for use by several threads.
 */
final class Permutation {
    private static final byte[] NO_TWEAK = {};

    private final boolean forward;
    private final FPEParameters parameters;
    private final Queue<FPEEngine> idle = new ConcurrentLinkedQueue<>();

    Permutation(byte[] key, boolean forward) {
        this.forward = forward;
        this.parameters = new FPEParameters(new KeyParameter(key), Base62.RADIX, NO_TWEAK);
        idle.add(newEngine());
    }

    long apply(long number) {
        byte[] digits = Base62.digits(number);
        FPEEngine lent = idle.poll();
        FPEEngine engine = lent == null ? newEngine() : lent;
        engine.processBlock(digits, 0, digits.length, digits, 0);
        idle.offer(engine);
        return Base62.number(digits);
    }

    private FPEEngine newEngine() {
        FPEEngine engine = new FPEFF1Engine();
        engine.init(forward, parameters);
        return engine;
    }
}
