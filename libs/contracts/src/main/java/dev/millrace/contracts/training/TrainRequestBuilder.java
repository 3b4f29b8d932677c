package dev.millrace.contracts.training;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds a {@link TrainRequest}; what is not set has its default. */
public final class TrainRequestBuilder {

    private String model;
    private UUID preparedData;
    private @Nullable List<Layer> layers;
    private @Nullable Preset preset;
    private @Nullable Loss loss;
    private @Nullable ClassWeights classWeights;
    private @Nullable Optimizer optimizer;
    private @Nullable Schedule schedule;
    private @Nullable Clip clip;
    private @Nullable Integer epochs;
    private @Nullable Integer batchSize;
    private @Nullable EarlyStopping earlyStopping;
    private @Nullable FitTo fitTo;
    private @Nullable FineTune fineTune;
    private @Nullable Checkpoints checkpoints;
    private @Nullable List<Rule> rules;
    private @Nullable EvaluationOptions evaluation;
    private @Nullable Resources resources;
    private @Nullable Long seed;
    private @Nullable String alias;
    private @Nullable String experiment;
    private @Nullable Map<String, String> tags;

    TrainRequestBuilder(String model, UUID preparedData) {
        this.model = model;
        this.preparedData = preparedData;
    }

    TrainRequestBuilder(TrainRequest request) {
        model = request.model();
        preparedData = request.preparedData();
        layers = request.layers();
        preset = request.preset();
        loss = request.loss();
        classWeights = request.classWeights();
        optimizer = request.optimizer();
        schedule = request.schedule();
        clip = request.clip();
        epochs = request.epochs();
        batchSize = request.batchSize();
        earlyStopping = request.earlyStopping();
        fitTo = request.fitTo();
        fineTune = request.fineTune();
        checkpoints = request.checkpoints();
        rules = request.rules();
        evaluation = request.evaluation();
        resources = request.resources();
        seed = request.seed();
        alias = request.alias();
        experiment = request.experiment();
        tags = request.tags();
    }

    public TrainRequestBuilder model(String name) {
        model = name;
        return this;
    }

    public TrainRequestBuilder preparedData(UUID id) {
        preparedData = id;
        return this;
    }

    public TrainRequestBuilder layers(@Nullable List<Layer> given) {
        layers = given;
        return this;
    }

    public TrainRequestBuilder preset(@Nullable Preset given) {
        preset = given;
        return this;
    }

    public TrainRequestBuilder loss(@Nullable Loss given) {
        loss = given;
        return this;
    }

    public TrainRequestBuilder classWeights(@Nullable ClassWeights given) {
        classWeights = given;
        return this;
    }

    public TrainRequestBuilder optimizer(@Nullable Optimizer given) {
        optimizer = given;
        return this;
    }

    public TrainRequestBuilder schedule(@Nullable Schedule given) {
        schedule = given;
        return this;
    }

    public TrainRequestBuilder clip(@Nullable Clip given) {
        clip = given;
        return this;
    }

    public TrainRequestBuilder epochs(@Nullable Integer given) {
        epochs = given;
        return this;
    }

    public TrainRequestBuilder batchSize(@Nullable Integer given) {
        batchSize = given;
        return this;
    }

    public TrainRequestBuilder earlyStopping(@Nullable EarlyStopping given) {
        earlyStopping = given;
        return this;
    }

    public TrainRequestBuilder fitTo(@Nullable FitTo given) {
        fitTo = given;
        return this;
    }

    public TrainRequestBuilder fineTune(@Nullable FineTune given) {
        fineTune = given;
        return this;
    }

    public TrainRequestBuilder checkpoints(@Nullable Checkpoints given) {
        checkpoints = given;
        return this;
    }

    public TrainRequestBuilder rules(@Nullable List<Rule> given) {
        rules = given;
        return this;
    }

    public TrainRequestBuilder evaluation(@Nullable EvaluationOptions given) {
        evaluation = given;
        return this;
    }

    public TrainRequestBuilder resources(@Nullable Resources given) {
        resources = given;
        return this;
    }

    public TrainRequestBuilder seed(@Nullable Long given) {
        seed = given;
        return this;
    }

    public TrainRequestBuilder alias(@Nullable String given) {
        alias = given;
        return this;
    }

    public TrainRequestBuilder experiment(@Nullable String given) {
        experiment = given;
        return this;
    }

    public TrainRequestBuilder tags(@Nullable Map<String, String> given) {
        tags = given;
        return this;
    }

    public TrainRequest build() {
        return new TrainRequest(
                model,
                preparedData,
                layers,
                preset,
                loss,
                classWeights,
                optimizer,
                schedule,
                clip,
                epochs,
                batchSize,
                earlyStopping,
                fitTo,
                fineTune,
                checkpoints,
                rules,
                evaluation,
                resources,
                seed,
                alias,
                experiment,
                tags);
    }
}
