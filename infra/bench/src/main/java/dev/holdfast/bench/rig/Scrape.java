package dev.holdfast.bench.rig;

import dev.holdfast.bench.BenchException;
import dev.holdfast.local.service.ServiceInstance;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;

/**
 * The metrics of a service at one moment.
 *
 * @param values by name with labels, as Prometheus writes them
 */
public record Scrape(Map<String, Double> values) {

    public static Scrape of(ServiceInstance service) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + service.managementPort() + "/prometheus"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return parse(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new BenchException(service.name() + " gives no metrics: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted");
        }
    }

    static Scrape parse(String text) {
        Map<String, Double> values = new TreeMap<>();
        text.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).forEach(line -> {
            int space = line.lastIndexOf(' ');
            values.put(line.substring(0, space).strip(), Double.parseDouble(line.substring(space + 1)));
        });
        return new Scrape(values);
    }

    /** Sum of all values of a metric whose labels contain this text. */
    public double sum(String metric, String label) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(metric + "{")
                        && entry.getKey().contains(label))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }
}
