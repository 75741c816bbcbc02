/**
 * Errors as {@code application/problem+json}. Throw {@link dev.holdfast.model.problem.ProblemException} anywhere; all
 * else that goes wrong in a request becomes a problem too, by way of the framework's one seam for error bodies. Request
 * bodies are best taken as {@code @Body JsonNode} and read with {@link dev.holdfast.service.problem.JsonFields}.
 */
package dev.holdfast.service.problem;
