package dev.holdfast.bench.load;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws from n things of which the k-th is asked for 1/k times as often as the first, as links are. */
final class Zipf {
    private final double[] cumulative;
    private final SplittableRandom random;

    Zipf(int n, long seed) {
        this.cumulative = new double[n];
        this.random = new SplittableRandom(seed);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += 1.0 / (i + 1);
            cumulative[i] = sum;
        }
    }

    /** 0 for the most popular. */
    int next() {
        double point = random.nextDouble(cumulative[cumulative.length - 1]);
        int found = Arrays.binarySearch(cumulative, point);
        return found < 0 ? -found - 1 : found;
    }
}
