package dev.holdfast.writer.link;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.holdfast.model.link.LinkView;
import dev.holdfast.model.problem.Problem;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answers that links are created with, as UTF-8. What comes out is what the framework's mapper writes of the
 * same objects; it takes several times as long, by introspection, and a batch has thousands of fields.
 */
@Singleton
class LinkJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    /** About as long as most. */
    private static final int LINK_LENGTH = 400;

    private final JsonMapper mapper;

    LinkJson(JsonMapper mapper) {
        this.mapper = mapper;
    }

    byte[] link(LinkView link) {
        return write(1, out -> out.link(link));
    }

    byte[] results(BatchResults results) {
        return write(results.results().size(), out -> out.results(results.results()));
    }

    private byte[] write(int links, Part part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(links * LINK_LENGTH);
        try (JsonGenerator json = FACTORY.createGenerator(bytes, JsonEncoding.UTF8)) {
            part.to(new Document(json, mapper));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private interface Part {
        void to(Document document) throws IOException;
    }

    /** One document, by one thread. */
    private static final class Document {
        private final JsonGenerator json;
        private final JsonMapper mapper;
        private @Nullable Instant lastTime;
        private String lastTimeText = "";

        Document(JsonGenerator json, JsonMapper mapper) {
            this.json = json;
            this.mapper = mapper;
        }

        void results(List<BatchResults.Item> items) throws IOException {
            json.writeStartObject();
            json.writeArrayFieldStart("results");
            for (BatchResults.Item item : items) {
                item(item);
            }
            json.writeEndArray();
            json.writeEndObject();
        }

        private void item(BatchResults.Item item) throws IOException {
            json.writeStartObject();
            json.writeNumberField("status", item.status());
            LinkView link = item.link();
            if (link != null) {
                json.writeFieldName("link");
                link(link);
            }
            Problem problem = item.problem();
            if (problem != null) {
                json.writeFieldName("problem");
                json.writeRawValue(mapper.writeValueAsString(problem));
            }
            json.writeEndObject();
        }

        void link(LinkView link) throws IOException {
            json.writeStartObject();
            json.writeStringField("code", link.code());
            json.writeStringField("shortUrl", link.shortUrl());
            json.writeStringField("target", link.target());
            json.writeStringField("alias", link.alias());
            json.writeNumberField("redirectStatus", link.redirectStatus());
            json.writeStringField("title", link.title());
            json.writeArrayFieldStart("tags");
            for (String tag : link.tags()) {
                json.writeString(tag);
            }
            json.writeEndArray();
            time("createdAt", link.createdAt());
            time("updatedAt", link.updatedAt());
            time("expiresAt", link.expiresAt());
            json.writeBooleanField("disabled", link.disabled());
            json.writeNumberField("version", link.version());
            json.writeEndObject();
        }

        /** All links of one answer were created at one time. */
        private void time(String name, @Nullable Instant time) throws IOException {
            if (time == null) {
                json.writeNullField(name);
                return;
            }
            if (!time.equals(lastTime)) {
                lastTime = time;
                lastTimeText = time.toString();
            }
            json.writeStringField(name, lastTimeText);
        }
    }
}
