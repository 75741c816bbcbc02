/** The public face: codes in, redirects or small pages out. */
package dev.holdfast.reader.redirect;
