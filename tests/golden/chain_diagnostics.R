# Records chain-diagnostics.json in the same folder: rank-normalised split R-hat and the effective sample sizes of the bulk
# and the tails of chains, as R's package posterior computes them.
#
#     Rscript chain_diagnostics.R            writes the file
#     Rscript chain_diagnostics.R --check    compares the file with posterior's figures without changing it
#
# Run with R, posterior and jsonlite; the versions of the first two are recorded in the file.

suppressMessages({ library(posterior); library(jsonlite) })
set.seed(7)

autoregressive <- function(n, phi, mean = 0, sd = 1) {
  x <- numeric(n)
  x[1] <- rnorm(1) / sqrt(1 - phi^2)
  for (t in seq_len(n)[-1]) x[t] <- phi * x[t - 1] + rnorm(1)
  mean + sd * x
}

# One column per chain.
cases <- list(
  "independent" = matrix(rnorm(400), 100),
  "autocorrelated" = replicate(4, autoregressive(150, 0.9)),
  "antithetic" = replicate(4, autoregressive(100, -0.6)),
  "different means" = cbind(autoregressive(120, 0.5), autoregressive(120, 0.5, mean = 1), autoregressive(120, 0.5)),
  "different spreads" = cbind(rnorm(120), rnorm(120, sd = 3), rnorm(120)),
  "heavy tails" = matrix(rcauchy(400), 100),
  "trend" = cbind(seq_len(80) / 20 + rnorm(80), seq_len(80) / 20 + rnorm(80)),
  "one chain" = matrix(autoregressive(200, 0.4), ncol = 1),
  "odd length" = replicate(3, autoregressive(55, 0.7)),
  "ties" = matrix(rpois(400, 2), 100),
  "two values" = matrix(rbinom(240, 1, 0.4), 60),
  "short" = matrix(rnorm(48), 12),
  "stuck" = cbind(rep(1, 50), rnorm(50))
)

figures <- lapply(names(cases), function(name) {
  chains <- signif(cases[[name]], 6)
  list(
    name = name,
    chains = lapply(seq_len(ncol(chains)), function(c) chains[, c]),
    rhat = rhat(chains),
    bulk = suppressWarnings(ess_bulk(chains)),
    tail = suppressWarnings(ess_tail(chains))
  )
})

text <- toJSON(list(R = R.version.string, posterior = as.character(packageVersion("posterior")), cases = figures),
  auto_unbox = TRUE, digits = I(16), na = "null", pretty = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
target <- file.path(dirname(normalizePath(file)), "chain-diagnostics.json")
if ("--check" %in% commandArgs(TRUE)) {
  same <- identical(paste0(text, "\n"), readChar(target, file.info(target)$size, useBytes = TRUE))
  cat(if (same) "chain-diagnostics.json has posterior's figures\n" else "chain-diagnostics.json differs from posterior's figures\n")
  quit(status = if (same) 0 else 1)
}
con <- file(target, "wb")
writeLines(text, con, sep = "\n")
close(con)
cat("wrote chain-diagnostics.json\n")
