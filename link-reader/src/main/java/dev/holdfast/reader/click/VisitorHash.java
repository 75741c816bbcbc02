package dev.holdfast.reader.click;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the visitors of one UTC day apart and nothing else: SipHash-2-4 of address and user agent under the day's salt.
 * The salt is HMAC-SHA256(secret, day), so all readers with the same secret agree on it and none stores it; without the
 * secret neither the salt nor an address can be found from a hash. Safe for use by many threads.
 */
@Singleton
final class VisitorHash {
    private static final Logger LOG = LoggerFactory.getLogger(VisitorHash.class);
    private static final long MILLIS_A_DAY = 86_400_000;

    private final SecretKeySpec secret;
    private volatile Salt salt;

    @Inject
    VisitorHash(ClickConfig config) {
        this(secret(config.visitorSecret()));
    }

    VisitorHash(byte[] secret) {
        this.secret = new SecretKeySpec(secret, "HmacSHA256");
        this.salt = saltOf(0);
    }

    long of(Instant at, String address, @Nullable String userAgent) {
        String visitor = address + '\n' + (userAgent == null ? "" : userAgent);
        HashFunction sipHash = salt(Math.floorDiv(at.toEpochMilli(), MILLIS_A_DAY)).hash;
        return sipHash.hashBytes(visitor.getBytes(StandardCharsets.UTF_8)).asLong();
    }

    private Salt salt(long day) {
        Salt known = salt;
        if (known.day == day) {
            return known;
        }
        Salt fresh = saltOf(day);
        salt = fresh;
        return fresh;
    }

    private Salt saltOf(long day) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            byte[] digest = mac.doFinal(("holdfast visitor salt of day " + day).getBytes(StandardCharsets.US_ASCII));
            // The key is the digest's first 16 bytes, in SipHash's own order.
            ByteBuffer key = ByteBuffer.wrap(digest).order(ByteOrder.LITTLE_ENDIAN);
            return new Salt(day, Hashing.sipHash24(key.getLong(), key.getLong()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static byte[] secret(String configured) {
        if (!configured.isEmpty()) {
            return configured.getBytes(StandardCharsets.UTF_8);
        }
        LOG.warn("HOLDFAST_VISITOR_SECRET is not set: a visitor who is served by two readers, or before and after a"
                + " restart, counts as two. Set the same secret on all readers.");
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return random;
    }

    private record Salt(long day, HashFunction hash) {}
}
