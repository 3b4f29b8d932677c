package dev.millrace.prep.profile;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Pearson's r of two columns over the rows that have both; in one pass and mergeable. */
final class Comoments implements Serializable {

    private long n;
    private double meanX;
    private double meanY;
    private double squaresX;
    private double squaresY;
    private double products;

    void add(double x, double y) {
        n++;
        double deltaX = x - meanX;
        double deltaY = y - meanY;
        meanX += deltaX / n;
        meanY += deltaY / n;
        squaresX += deltaX * (x - meanX);
        squaresY += deltaY * (y - meanY);
        products += deltaX * (y - meanY);
    }

    void merge(Comoments later) {
        if (later.n == 0) {
            return;
        }
        double all = (double) n + later.n;
        double weight = n * (later.n / all);
        double deltaX = later.meanX - meanX;
        double deltaY = later.meanY - meanY;
        squaresX += later.squaresX + deltaX * deltaX * weight;
        squaresY += later.squaresY + deltaY * deltaY * weight;
        products += later.products + deltaX * deltaY * weight;
        meanX += deltaX * later.n / all;
        meanY += deltaY * later.n / all;
        n += later.n;
    }

    /** Null where one of them does not vary. */
    @Nullable Double correlation() {
        return squaresX > 0 && squaresY > 0
                ? products / Math.sqrt(squaresX) / Math.sqrt(squaresY)
                : null;
    }
}
