package dev.holdfast.model.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.model.code.CodeCipher.Decoded;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CodeCipherTest {
    private static final long LAST = Base62.CAPACITY;
    private static final CodeCipher WHOLE = new CodeCipher(List.of(new CodeKey(3, key(3), 1, LAST)));
    private static final CodeCipher TWO =
            new CodeCipher(List.of(new CodeKey(1, key(1), 1001, LAST + 1000), new CodeKey(0, key(0), 1, 1000)));

    private static byte[] key(int seed) {
        byte[] key = new byte[CodeKey.KEY_LENGTH];
        new Random(seed).nextBytes(key);
        return key;
    }

    @Property(tries = 2000)
    void decodesWhatItEncodes(@ForAll @LongRange(min = 1, max = LAST) long id) {
        GeneratedCode code = WHOLE.encode(id);
        assertThat(code.epoch()).isEqualTo(3);
        assertThat(WHOLE.decode(code)).isEqualTo(new Decoded.Id(id));
    }

    @Property(tries = 2000)
    void encodesWhatItDecodes(@ForAll @LongRange(min = 0, max = LAST - 1) long number) {
        GeneratedCode code = code(3, number);
        Decoded.Id id = (Decoded.Id) WHOLE.decode(code);
        assertThat(WHOLE.encode(id.value())).isEqualTo(code);
    }

    @Property(tries = 200)
    void agreesWithTheReference(@ForAll @LongRange(min = 1, max = LAST) long id) throws GeneralSecurityException {
        byte[] digits = Base62.digits(id - 1);
        int[] numerals = IntStream.range(0, digits.length).map(i -> digits[i]).toArray();
        int[] expected = new ReferenceFf1(key(3), Base62.RADIX, new byte[0]).encrypt(numerals);
        StringBuilder code = new StringBuilder("3");
        for (int numeral : expected) {
            code.append(Base62.toChar(numeral));
        }
        assertThat(WHOLE.encode(id).text()).hasToString(code.toString());
    }

    @Test
    void keepsItsCodes() {
        CodeCipher cipher = new CodeCipher(List.of(new CodeKey(0, new byte[CodeKey.KEY_LENGTH], 1, LAST)));
        assertThat(LongStream.of(1, 2, 3, LAST).mapToObj(id -> cipher.encode(id).text()))
                .containsExactly("0zNEKf3j", "0G2CVFmu", "0ZNyaIDS", "0ZOQFdq3");
    }

    @Test
    void givesEachIdOfARangeItsOwnCode() {
        Set<String> codes = new HashSet<>();
        LongStream.rangeClosed(1, 20_000).forEach(id -> codes.add(TWO.encode(id).text()));
        assertThat(codes).hasSize(20_000);
    }

    @Test
    void encodesManyAsOneByOne() {
        long[] inOneEpoch = new Random(5).longs(1_000, 1, LAST + 1).toArray();
        assertThat(WHOLE.encode(inOneEpoch))
                .isEqualTo(LongStream.of(inOneEpoch).mapToObj(WHOLE::encode).toList());
        long[] inTwo = {999, 1000, 1001, 5, LAST + 1000};
        assertThat(TWO.encode(inTwo))
                .isEqualTo(LongStream.of(inTwo).mapToObj(TWO::encode).toList());
        assertThat(WHOLE.encode(new long[0])).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> TWO.encode(new long[] {1, 0}));
    }

    @Test
    void usesTheEpochThatCoversTheId() {
        assertThat(TWO.encode(1).epoch()).isZero();
        assertThat(TWO.encode(1000).epoch()).isZero();
        assertThat(TWO.encode(1001).epoch()).isEqualTo(1);
        assertThat(TWO.encode(LAST + 1000).epoch()).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> TWO.encode(0));
        assertThatIllegalArgumentException().isThrownBy(() -> TWO.encode(LAST + 1001));
    }

    @Test
    void knowsThatACodeBeyondItsRangeNamesNothing() {
        long inRange = LongStream.range(0, 1000)
                .filter(i -> TWO.decode(code(0, i * 3_000_000_000L)) instanceof Decoded.Id)
                .count();
        assertThat(inRange).isZero();
        assertThat(TWO.decode(code(0, 5))).isEqualTo(new Decoded.OutOfRange());
        assertThat(TWO.decode(code(7, 5))).isEqualTo(new Decoded.UnknownEpoch(7));
    }

    @Test
    void servesManyThreads() {
        List<Long> ids = LongStream.rangeClosed(1, 5_000).boxed().toList();
        List<Long> decoded = ids.parallelStream()
                .map(id -> ((Decoded.Id) WHOLE.decode(WHOLE.encode(id))).value())
                .toList();
        assertThat(decoded).isEqualTo(ids);
    }

    @Test
    void refusesKeysThatAreOutOfBoundsOrOverlap() {
        refuse(new CodeKey(10, key(1), 1, 2));
        refuse(new CodeKey(-1, key(1), 1, 2));
        refuse(new CodeKey(0, new byte[16], 1, 2));
        refuse(new CodeKey(0, key(1), 0, 2));
        refuse(new CodeKey(0, key(1), 2, 1));
        refuse(new CodeKey(0, key(1), 1, LAST + 1));
        refuse(new CodeKey(0, key(1), 1, 10), new CodeKey(1, key(1), 10, 20));
        refuse(new CodeKey(0, key(1), 1, 10), new CodeKey(0, key(1), 11, 20));
    }

    private static void refuse(CodeKey... keys) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CodeCipher(List.of(keys)));
    }

    private static GeneratedCode code(int epoch, long number) {
        StringBuilder text = new StringBuilder().append(epoch);
        for (byte digit : Base62.digits(number)) {
            text.append(Base62.toChar(digit));
        }
        return new GeneratedCode(text.toString());
    }
}
