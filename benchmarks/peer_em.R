# The R side of the benchmarks: EM for a mixture of multinomials with the package mixtools.
#
# Arguments: a folder with the counts (n x J, row-major doubles), the initial shares and word probabilities, the
# numbers n, J and K, and the number of iterations. Each input line is "time" or "answer", and has one output line: seconds
# of wall-clock and processor time, or the log-likelihood, the shares and the row-major word probabilities.
suppressMessages(library(mixtools))
argument <- commandArgs(trailingOnly = TRUE)
folder <- argument[1]
size <- as.integer(argument[2:5])
read <- function(name, count) readBin(file.path(folder, name), "double", count)
counts <- matrix(read("counts", size[1] * size[2]), size[1], byrow = TRUE)
shares <- read("shares", size[3])
words <- matrix(read("words", size[3] * size[2]), size[3], byrow = TRUE)
fit <- function() {
    capture.output(found <- multmixEM(counts, lambda = shares, theta = words, k = size[3], maxit = size[4], epsilon = 0))
    found
}

input <- file("stdin", "r")
while (length(line <- readLines(input, 1)) > 0) {
    if (line == "time") {
        gc()
        before <- proc.time()
        start <- Sys.time()
        found <- fit()
        wall <- as.numeric(Sys.time() - start, units = "secs")
        spent <- sum((proc.time() - before)[c("user.self", "sys.self")])
        cat(sprintf("%.9f %.9f\n", wall, spent))
    } else if (line == "version") {
        cat(R.version$major, ".", R.version$minor, " ", format(packageVersion("mixtools")), "\n", sep = "")
    } else {
        found <- fit()
        cat(sprintf("%.17g", c(found$loglik, found$lambda, t(found$theta))), "\n")
    }
    flush(stdout())
}
