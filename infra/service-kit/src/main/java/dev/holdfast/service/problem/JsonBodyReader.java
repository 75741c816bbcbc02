package dev.holdfast.service.problem;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.Headers;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.body.TypedMessageBodyReader;
import io.micronaut.http.codec.CodecException;
import io.micronaut.jackson.core.tree.JsonNodeTreeCodec;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads request bodies of type {@link JsonNode}. The framework's own reader takes the last of two fields with one name
 * and ignores what follows the document: both say that the client means something else than we would read.
 */
@Singleton
@Consumes(MediaType.APPLICATION_JSON)
final class JsonBodyReader implements TypedMessageBodyReader<JsonNode> {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @Override
    public Argument<JsonNode> getType() {
        return Argument.of(JsonNode.class);
    }

    @Override
    public JsonNode read(
            Argument<JsonNode> type, @Nullable MediaType mediaType, Headers headers, InputStream inputStream) {
        try (JsonParser parser = JSON.createParser(inputStream)) {
            return read(parser);
        } catch (JsonProcessingException e) {
            throw malformed("is not valid JSON, or has a field twice" + place(e.getLocation()));
        } catch (IOException e) {
            throw new CodecException("the body could not be read", e);
        }
    }

    private static JsonNode read(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            throw malformed("is empty: JSON is needed");
        }
        JsonNode node = JsonNodeTreeCodec.getInstance().readTree(parser);
        if (parser.nextToken() != null) {
            throw malformed("goes on after the JSON document" + place(parser.currentLocation()));
        }
        return node;
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : ": look at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static ProblemException malformed(String what) {
        return new ProblemException(ProblemCode.MALFORMED_REQUEST, "The body " + what + ".");
    }
}
