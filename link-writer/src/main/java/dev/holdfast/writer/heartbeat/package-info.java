/** The watermark: how far every change to a link has got, in one number that replicas carry along. */
package dev.holdfast.writer.heartbeat;
