/** What the front says about a request. */
package dev.holdfast.service.request;
