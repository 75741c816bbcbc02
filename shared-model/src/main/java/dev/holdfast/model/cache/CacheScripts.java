package dev.holdfast.model.cache;

/**
 * The Lua scripts, each atomic in Redis. Positions and versions are {@linkplain CacheKeys#position 19 digits}, so
 * comparing them as text compares the numbers. See the package for the invariants they keep.
 */
public final class CacheScripts {
    /**
     * Sets a changed link unless Redis has this version or a newer one, or the relay is already past it, and publishes
     * it. For the writer's side. What the relay has passed is refused because a newer version may have been there and
     * been evicted: a write-through that was held up for an hour must not bring the old one back.
     *
     * <p>KEYS: {@code link:<code>}, {@code applied}. ARGV: value, life in seconds, channel, message (empty: nothing is
     * published, as for a link just created, which no reader can hold yet). Returns 1 when set, else 0.
     */
    public static final String SET_IF_NEWER = """
            local version = string.sub(ARGV[1], 1, 19)
            local applied = redis.call('GET', KEYS[2])
            if applied and version <= applied then return 0 end
            local current = redis.call('GETRANGE', KEYS[1], 0, 18)
            if current ~= '' and current >= version then return 0 end
            redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
            if ARGV[4] ~= '' then redis.call('PUBLISH', ARGV[3], ARGV[4]) end
            return 1
            """;

    /**
     * Brings links that were just created, many in one call: each unless Redis has it in whatever version, which is
     * then at least as new, or the relay is already past it. Nothing is published: no reader can hold them yet.
     *
     * <p>KEYS: {@code applied}, then {@code link:<code>} of each. ARGV: life in seconds, then the value of each, in the
     * same order; their versions are their ids.
     */
    public static final String SET_NEW = """
            local applied = redis.call('GET', KEYS[1]) or ''
            local life = ARGV[1]
            for i = 2, #KEYS do
              local value = ARGV[i]
              if string.sub(value, 1, 19) > applied then redis.call('SET', KEYS[i], value, 'EX', life, 'NX') end
            end
            return 1
            """;

    /**
     * Fills in a link that a reader found in a database, unless the beat is away or ahead of the position at which the
     * row was read, or Redis has this version or a newer one.
     *
     * <p>KEYS: {@code link:<code>}, {@code beat}. ARGV: value, life in seconds, position of the read. Returns 1 or 0.
     */
    public static final String FILL = """
            local beat = redis.call('GET', KEYS[2])
            if not beat or beat > ARGV[3] then return 0 end
            local current = redis.call('GETRANGE', KEYS[1], 0, 18)
            if current ~= '' and current >= string.sub(ARGV[1], 1, 19) then return 0 end
            redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
            return 1
            """;

    /**
     * Moves the relay's position from what it was believed to be, and beats when asked to.
     *
     * <p>KEYS: {@code applied}, {@code beat}. ARGV: expected position, new position, life of the beat in milliseconds
     * (0: the relay is not caught up, no beat), channel. Returns the position now in Redis: the new one on success,
     * else what was found instead of the expected one, empty when there is none.
     */
    public static final String ADVANCE = """
            local current = redis.call('GET', KEYS[1]) or ''
            if current ~= ARGV[1] then return current end
            redis.call('SET', KEYS[1], ARGV[2])
            if ARGV[3] ~= '0' then
              redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
              redis.call('PUBLISH', ARGV[4], '')
            end
            return ARGV[2]
            """;

    /**
     * Starts over: empties the database and sets position and timeline, unless the position has changed meanwhile.
     *
     * <p>KEYS: {@code applied}, {@code timeline}. ARGV: position that was found (empty: none), new position, timeline.
     * Returns the position now in Redis.
     */
    public static final String RESET = """
            local current = redis.call('GET', KEYS[1]) or ''
            if current ~= ARGV[1] then return current end
            redis.call('FLUSHDB', 'ASYNC')
            redis.call('SET', KEYS[1], ARGV[2])
            redis.call('SET', KEYS[2], ARGV[3])
            return ARGV[2]
            """;

    private CacheScripts() {}
}
