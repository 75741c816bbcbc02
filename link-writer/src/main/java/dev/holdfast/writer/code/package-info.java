/** The keys between ids and codes. */
package dev.holdfast.writer.code;
