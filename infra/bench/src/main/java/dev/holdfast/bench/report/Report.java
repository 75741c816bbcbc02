package dev.holdfast.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that one run of one bench has to say. For one thread. */
public final class Report {
    private final String bench;
    private final String question;
    private final Map<String, String> conditions = new LinkedHashMap<>();
    private final List<Section> sections = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * @param bench its name
     * @param question what it answers, in one sentence
     */
    public Report(String bench, String question) {
        this.bench = bench;
        this.question = question;
    }

    public Report condition(String name, String value) {
        conditions.put(name, value);
        return this;
    }

    public Report conditions(Map<String, String> more) {
        conditions.putAll(more);
        return this;
    }

    public Report section(Section section) {
        sections.add(section);
        return this;
    }

    public Report finding(@Nullable Finding finding) {
        if (finding != null) {
            findings.add(finding);
        }
        return this;
    }

    /** Something a reader of the figures must know: what was checked, what limits them. */
    public Report note(String note) {
        notes.add(note);
        return this;
    }

    public String bench() {
        return bench;
    }

    public String question() {
        return question;
    }

    public Map<String, String> conditions() {
        return conditions;
    }

    public List<Section> sections() {
        return sections;
    }

    public List<Finding> findings() {
        return findings;
    }

    public List<String> notes() {
        return notes;
    }
}
