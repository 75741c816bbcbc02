package dev.holdfast.model.code;

import java.util.Collection;

/** The keyed permutation between ids and generated codes. Immutable and safe for use by several threads. */
public final class CodeCipher {
    /** What a code says. */
    public sealed interface Decoded {
        /** The link's id. Says nothing about whether that link exists. */
        record Id(long value) implements Decoded {}

        /** The key of this epoch is not known here: it may have been added lately. */
        record UnknownEpoch(int epoch) implements Decoded {}

        /** The epoch is known and does not cover this code: no link can ever have it. */
        record OutOfRange() implements Decoded {}
    }

    public CodeCipher(Collection<CodeKey> keys) {}

    /**
     * The one code of this id.
     *
     * @throws IllegalArgumentException when no key covers the id
     */
    public GeneratedCode encode(long id) {
        throw new IllegalArgumentException("helper A writes this");
    }

    public Decoded decode(GeneratedCode code) {
        return new Decoded.UnknownEpoch(code.epoch());
    }
}
