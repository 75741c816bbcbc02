/** From a code to a link: what is kept in memory, and where to look otherwise. */
package dev.holdfast.reader.resolve;
