package dev.millrace.cli.sample;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Invented patients with the columns of the Pima data. Their marginals and dependencies are
 * plausible (age with pregnancies, glucose with insulin, BMI with skin thickness); the outcome
 * follows a logistic model of glucose, BMI, age and pedigree with noise, so that about three
 * quarters can be predicted. A zero stands for a value that was not measured, as in the original.
 */
final class PatientSample {

    private static final long SEED = 20_260_101;

    private final int rows;
    private final RandomGenerator random = new SplittableRandom(SEED);

    PatientSample(int rows) {
        this.rows = rows;
    }

    String csv() {
        var csv =
                new StringBuilder(
                        "Pregnancies,Glucose,BloodPressure,SkinThickness,Insulin,BMI,DiabetesPedigreeFunction,Age,Outcome\n");
        for (var row = 0; row < rows; row++) {
            csv.append(patient()).append('\n');
        }
        return csv.toString();
    }

    private String patient() {
        var age = 21 + Math.min(60, random.nextExponential() * 12);
        var pregnancies = Math.min(17, random.nextExponential() * (1.9 + (age - 21) * 0.19));
        var bmi = clip(random.nextGaussian(32.4, 6.9), 18.2, 67.1);
        var glucose =
                clip(
                        random.nextGaussian(121, 29) + 0.35 * (age - 33) + 0.3 * (bmi - 32.4),
                        44,
                        199);
        var pressure = clip(random.nextGaussian(72, 11.5) + 0.3 * (age - 33), 24, 122);
        var skin = clip(29 + 0.85 * (bmi - 32.4) + random.nextGaussian(0, 8), 7, 99);
        var insulin =
                clip(
                        Math.exp(4.78 + 0.0125 * (glucose - 121) + random.nextGaussian(0, 0.55)),
                        14,
                        846);
        var pedigree = clip(Math.exp(random.nextGaussian(-0.93, 0.62)), 0.078, 2.42);
        var score =
                -0.95
                        + 0.042 * (glucose - 121)
                        + 0.125 * (bmi - 32.4)
                        + 0.032 * (age - 33)
                        + 1.10 * (pedigree - 0.47)
                        + 0.09 * (pregnancies - 3.8);
        var outcome = random.nextDouble() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
        return String.format(
                Locale.ROOT,
                "%d,%d,%d,%d,%d,%s,%.3f,%d,%d",
                (int) pregnancies,
                measured(glucose, 0.007),
                measured(pressure, 0.046),
                measured(skin, 0.296),
                measured(insulin, 0.487),
                bodyMass(bmi),
                pedigree,
                (int) age,
                outcome);
    }

    private long measured(double value, double missing) {
        return random.nextDouble() < missing ? 0 : Math.round(value);
    }

    private String bodyMass(double value) {
        return random.nextDouble() < 0.014 ? "0.0" : String.format(Locale.ROOT, "%.1f", value);
    }

    private static double clip(double value, double min, double max) {
        return Math.max(min, Math.min(max, value));
    }
}
