package dev.holdfast.writer.access;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

@Serdeable
@Schema(description = "An API key that was just made")
record NewKey(
        long id,
        String name,
        List<String> scopes,
        Instant createdAt,

        @Schema(
                description = "Shown this once; only its hash is kept",
                example = "hf_Zm9yIGV4YW1wbGUgb25seSwgbm90IGEga2V5")
        String secret) {}
