package dev.holdfast.model.code;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The keyed permutation between ids and generated codes: {@code code = epoch digit + FF1(key[epoch], id - firstId)}. An
 * id has one code and a code one id, or none when its number lies outside the epoch's range. Immutable and safe for use
 * by several threads; about a microsecond an operation.
 */
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

    private static final int EPOCHS = 10;
    private static final Decoded OUT_OF_RANGE = new Decoded.OutOfRange();

    private final List<Epoch> epochs;

    /**
     * A cipher that knows these epochs.
     *
     * @throws IllegalArgumentException when two keys have one epoch or an id in common, or one is out of bounds
     */
    public CodeCipher(Collection<CodeKey> keys) {
        this.epochs = keys.stream().map(Epoch::of).toList();
        requireDistinct(keys);
    }

    /**
     * The one code of this id.
     *
     * @throws IllegalArgumentException when no key covers the id
     */
    public GeneratedCode encode(long id) {
        for (Epoch epoch : epochs) {
            if (epoch.covers(id)) {
                return epoch.encode(id);
            }
        }
        throw new IllegalArgumentException("no epoch covers the id " + id);
    }

    /**
     * The one code of each of these ids, in order; in one go they take a fraction of the time.
     *
     * @throws IllegalArgumentException when no key covers one of them
     */
    public List<GeneratedCode> encode(long[] ids) {
        for (Epoch epoch : epochs) {
            if (LongStream.of(ids).allMatch(epoch::covers)) {
                return epoch.encode(ids);
            }
        }
        return LongStream.of(ids).mapToObj(this::encode).toList();
    }

    /** What this code says. */
    public Decoded decode(GeneratedCode code) {
        Epoch epoch = find(code.epoch());
        return epoch == null ? new Decoded.UnknownEpoch(code.epoch()) : epoch.decode(code);
    }

    private @Nullable Epoch find(int digit) {
        for (Epoch epoch : epochs) {
            if (epoch.digit == digit) {
                return epoch;
            }
        }
        return null;
    }

    private static void requireDistinct(Collection<CodeKey> keys) {
        Set<Integer> digits = new HashSet<>();
        List<CodeKey> ascending = keys.stream()
                .sorted((a, b) -> Long.compare(a.firstId(), b.firstId()))
                .toList();
        long covered = 0;
        for (CodeKey key : ascending) {
            if (!digits.add(key.epoch()) || key.firstId() <= covered) {
                throw new IllegalArgumentException("epoch " + key.epoch() + " overlaps another");
            }
            covered = key.lastId();
        }
    }

    private record Epoch(int digit, long firstId, long lastId, Permutation permutation) {
        static Epoch of(CodeKey key) {
            boolean valid = key.epoch() >= 0
                    && key.epoch() < EPOCHS
                    && key.key().length == CodeKey.KEY_LENGTH
                    && key.firstId() > 0
                    && key.lastId() >= key.firstId()
                    && key.lastId() - key.firstId() < Base62.CAPACITY;
            if (!valid) {
                throw new IllegalArgumentException("the key of epoch " + key.epoch() + " is out of bounds");
            }
            return new Epoch(
                    key.epoch(),
                    key.firstId(),
                    key.lastId(),
                    new Permutation(key.key().clone()));
        }

        boolean covers(long id) {
            return id >= firstId && id <= lastId;
        }

        GeneratedCode encode(long id) {
            return code(permutation.encrypt(id - firstId));
        }

        List<GeneratedCode> encode(long[] ids) {
            long[] numbers = LongStream.of(ids).map(id -> id - firstId).toArray();
            permutation.encrypt(numbers);
            return LongStream.of(numbers).mapToObj(this::code).toList();
        }

        private GeneratedCode code(long number) {
            byte[] digits = Base62.digits(number);
            StringBuilder text = new StringBuilder(GeneratedCode.LENGTH).append((char) ('0' + digit));
            for (byte d : digits) {
                text.append(Base62.toChar(d));
            }
            return new GeneratedCode(text.toString());
        }

        Decoded decode(GeneratedCode code) {
            byte[] digits = new byte[Base62.DIGITS];
            for (int i = 0; i < digits.length; i++) {
                digits[i] = (byte) Base62.toDigit(code.text().charAt(i + 1));
            }
            long offset = permutation.decrypt(Base62.number(digits));
            return offset <= lastId - firstId ? new Decoded.Id(firstId + offset) : OUT_OF_RANGE;
        }
    }
}
