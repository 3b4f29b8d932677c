package dev.millrace.orchestrator.remote;

import dev.millrace.contracts.inference.InferenceApi;
import dev.millrace.contracts.ingest.IngestApi;
import dev.millrace.contracts.job.CodeApi;
import dev.millrace.contracts.job.JobApi;
import dev.millrace.contracts.prep.PrepApi;
import dev.millrace.contracts.training.AutoMlApi;
import dev.millrace.contracts.training.CrossValidationApi;
import dev.millrace.contracts.training.StudyApi;
import dev.millrace.contracts.training.TrainingApi;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.service.registry.ImportHttpServices;

/** Typed clients; base URLs are {@code millrace.services.<group>}. */
@Configuration(proxyBeanMethods = false)
@ImportHttpServices(
        group = "ingest",
        types = {IngestApi.class, JobApi.class})
@ImportHttpServices(
        group = "prep",
        types = {PrepApi.class, JobApi.class, CodeApi.class})
@ImportHttpServices(
        group = "training",
        types = {
            TrainingApi.class,
            CrossValidationApi.class,
            StudyApi.class,
            AutoMlApi.class,
            JobApi.class,
            CodeApi.class
        })
@ImportHttpServices(
        group = "inference",
        types = {InferenceApi.class, JobApi.class})
class RemoteServices {}
