package dev.holdfast.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestsTest {
    @TempDir
    Path folder;

    @Test
    void theMostPopularCodeIsAskedForTwiceAsOftenAsTheSecond() throws IOException {
        List<String> codes = IntStream.range(0, 1000).mapToObj(i -> "code" + i).toList();
        Path file = Requests.zipf(folder.resolve("requests"), Requests.Sender.FRONT, codes, 50_000);
        List<String> asked = Stream.of(Files.readString(file).split("\0"))
                .map(Expected::code)
                .toList();
        assertThat(asked).hasSize(50_000);
        double first = asked.stream().filter("code0"::equals).count();
        double second = asked.stream().filter("code1"::equals).count();
        assertThat(first / second).isBetween(1.8, 2.2);
    }

    @Test
    void anAnswerIsTakenWhenItIsWhole() {
        ByteBuffer buffer = ByteBuffer.allocate(1000);
        String answer = "HTTP/1.1 302 Found\r\nLocation: https://example.com/\r\nContent-Length: 3\r\n\r\nabc";
        for (byte b : (answer + answer).getBytes(StandardCharsets.US_ASCII)) {
            assertThat(buffer.position()).isLessThan(answer.length());
            buffer.put(b);
            Answer taken = Answer.take(buffer);
            assertThat(taken == null || taken.equals(new Answer(302, "https://example.com/")))
                    .isTrue();
        }
        assertThat(buffer.position()).isZero();
    }

    @Test
    void rightIsTheCodesOwnTarget() throws IOException {
        Expected expected = new Expected(Map.of("a", "https://a/"));
        Expected saved = Expected.load(expected.save(folder.resolve("expected")));
        assertThat(saved).isEqualTo(expected);
        assertThat(saved.right("a", new Answer(302, "https://a/"))).isTrue();
        assertThat(saved.right("a", new Answer(302, "https://b/"))).isFalse();
        assertThat(saved.right("unknown", new Answer(404, ""))).isTrue();
        assertThat(saved.right("unknown", new Answer(503, ""))).isFalse();
    }
}
