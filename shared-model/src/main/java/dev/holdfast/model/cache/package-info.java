/**
 * How writers and readers share Redis: keys, values and the scripts that keep them right. The Redis database belongs to
 * Holdfast alone.
 *
 * <table><caption>Keys</caption>
 * <tr><td>{@code link:<code>}</td><td>a {@link dev.holdfast.model.cache.CachedLink}, tombstones included; always with a
 * time to live</td></tr>
 * <tr><td>{@code applied}</td><td>the position P of the relay: every change numbered at or below P is, or was once, in
 * Redis. No time to live, so that no eviction policy for volatile keys can take it</td></tr>
 * <tr><td>{@code beat}</td><td>the same position with a time to live of 2 s: it exists only while a relay that is caught
 * up with a live primary says so. One {@code MGET link:<code> beat} tells a value and whether it may be trusted</td></tr>
 * <tr><td>{@code timeline}</td><td>the Postgres timeline that the values come from. After a promotion the new primary
 * may lack changes that Redis has: the relay then empties the database</td></tr>
 * </table>
 *
 * <p>Invariants.
 *
 * <ol>
 *   <li>A value is replaced only by one with a higher version
 *       ({@link dev.holdfast.model.cache.CacheScripts#SET_IF_NEWER}); a link that was never changed goes in only where
 *       there is none ({@link dev.holdfast.model.cache.CacheScripts#SET_NEW}).
 *   <li>While {@code beat} = B exists, a present value is at least as new as the newest change numbered at or below B.
 *       It holds through eviction and expiry, because a fill is refused unless the row was read at a position (the
 *       replica's {@code settled}, read in the same statement) at or above B: such a row has every change up to B, and
 *       a change above B is still to be applied by the relay. No guess about lifetimes is needed.
 *   <li>Data and position are ordered: a Redis that restarted, or a promoted replica that lost its last writes, shows
 *       an older {@code applied} or none. The relay moves {@code applied} by compare-and-set, so it notices, and goes
 *       back to what Redis says; where the outbox no longer reaches back so far, it empties the database first.
 * </ol>
 *
 * <p>Every change of an existing link is published on {@link dev.holdfast.model.cache.CacheKeys#CHANGES} by the script
 * that set it; each beat publishes an empty message there, so a subscriber that has heard nothing for 2 s knows that
 * its subscription is not live.
 */
package dev.holdfast.model.cache;
