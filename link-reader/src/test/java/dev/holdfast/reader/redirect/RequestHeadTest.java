package dev.holdfast.reader.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadTest {
    private static final String PLAIN = "GET /0abc_-Z HTTP/1.1\r\nHost: x\r\nUser-Agent:  Some Thing/1.0 (a; b) \r\n"
            + "referer: https://a.example/?q=1:2\r\nX-EMPTY:\r\nConnection: Keep-Alive\r\nX-Twice: 1\r\nX-Twice: 2\r\n\r\n";

    private final RequestHead head = new RequestHead();

    private int read(String text) {
        return head.read(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    }

    @Test
    void readsThePathAndHeadersOfAPlainRequest() {
        assertThat(read(PLAIN)).isEqualTo(PLAIN.length());
        assertThat(head.code()).isEqualTo("0abc_-Z");
        assertThat(head.get("user-agent")).isEqualTo("Some Thing/1.0 (a; b)");
        assertThat(head.get("Referer")).isEqualTo("https://a.example/?q=1:2");
        assertThat(head.get("x-empty")).isEmpty();
        assertThat(head.get("x-twice")).isEqualTo("1");
        assertThat(head.get("x-none")).isNull();
    }

    @Test
    void looksAtTheFirstRequestAndLeavesTheBytes() {
        ByteBuf bytes = Unpooled.copiedBuffer(PLAIN + "GET /other HTTP/1.1\r\n", StandardCharsets.US_ASCII);
        assertThat(head.read(bytes)).isEqualTo(PLAIN.length());
        assertThat(bytes.readerIndex()).isZero();
        bytes.skipBytes(PLAIN.length());
        assertThat(head.read(bytes)).isZero();
    }

    @Test
    void remembersNothingOfTheRequestBefore() {
        read(PLAIN);
        assertThat(read("GET /x HTTP/1.1\r\n\r\n")).isEqualTo(19);
        assertThat(head.code()).isEqualTo("x");
        assertThat(head.get("user-agent")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HEAD /x HTTP/1.1\r\n\r\n",
                "get /x HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET /x/y HTTP/1.1\r\n\r\n",
                "GET /x?y HTTP/1.1\r\n\r\n",
                "GET /%78 HTTP/1.1\r\n\r\n",
                "GET http://x/x HTTP/1.1\r\n\r\n",
                "GET  /x HTTP/1.1\r\n\r\n",
                "GET /x  HTTP/1.1\r\n\r\n",
                "GET /x HTTP/1.0\r\n\r\n",
                "GET /x HTTP/1.1\n\n",
                "\r\nGET /x HTTP/1.1\r\n\r\n",
                "GET /x HTTP/1.1\r\nA: b\n\r\n",
                "GET /x HTTP/1.1\r\nA: b\rc\r\n\r\n",
                "GET /x HTTP/1.1\r\nA: b\nTransfer-Encoding: chunked\r\n\r\n",
                "GET /x HTTP/1.1\r\nA: b\u0000\r\n\r\n",
                "GET /x HTTP/1.1\r\nA: b\tc\r\n\r\n",
                "GET /x HTTP/1.1\r\nA: \u00e9\r\n\r\n",
                "GET /x HTTP/1.1\r\nA: b\r\n folded\r\n\r\n",
                "GET /x HTTP/1.1\r\nA : b\r\n\r\n",
                "GET /x HTTP/1.1\r\n: b\r\n\r\n",
                "GET /x HTTP/1.1\r\nA\r\n\r\n",
                "GET /x HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
                "GET /x HTTP/1.1\r\nA: b\r\ntransfer-encoding: chunked\r\n\r\n",
                "GET /x HTTP/1.1\r\nExpect: 100-continue\r\n\r\n",
                "GET /x HTTP/1.1\r\nUPGRADE: h2c\r\n\r\n",
                "GET /x HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /x HTTP/1.1\r\nConnection: keep-alive, Upgrade\r\n\r\n",
                "GET /x HTTP/1.1\r\nConnection:\r\n\r\n"
            })
    void leavesTheUnusualToADecoder(String request) {
        assertThat(read(request)).isZero();
    }

    @Test
    void leavesWhatIsTooLargeToADecoder() {
        String most = "GET /x HTTP/1.1\r\n" + "A: b\r\n".repeat(RequestHead.MAX_HEADERS);
        assertThat(read(most + "\r\n")).isEqualTo(most.length() + 2);
        assertThat(read(most + "A: b\r\n\r\n")).isZero();
        String long1 = "GET /x HTTP/1.1\r\nA: ";
        String fits = long1 + "b".repeat(RequestHead.MAX_BYTES - long1.length() - 4) + "\r\n\r\n";
        assertThat(read(fits)).isEqualTo(RequestHead.MAX_BYTES);
        assertThat(read(fits.replace("A: ", "A: b"))).isZero();
    }

    @Test
    void nothingLessThanTheWholeHeadIsEnough() {
        for (int length = 0; length < PLAIN.length(); length++) {
            assertThat(read(PLAIN.substring(0, length))).isZero();
        }
    }

    @Test
    void anyBytesAreReadWithoutAnError() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(PLAIN);
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
            }
            int length = read(text.toString());
            assertThat(length == 0 || text.substring(0, length).endsWith("\r\n\r\n"))
                    .isTrue();
            String agent = head.get("user-agent");
            assertThat(agent == null || agent.length() < PLAIN.length()).isTrue();
        }
    }
}
