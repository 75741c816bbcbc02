package dev.holdfast.writer.link;

/** A change of some of a link's content. */
@FunctionalInterface
interface LinkPatch {
    LinkContent apply(LinkContent content);

    default LinkPatch and(LinkPatch next) {
        return content -> next.apply(apply(content));
    }
}
