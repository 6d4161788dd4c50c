# The R side of the benchmarks: mixtures of Dirichlet-multinomials with Bioconductor's package DirichletMultinomial.
#
# Arguments: a folder with the counts (n x J, row-major doubles), and the numbers n and J. Each input line is "version" or
# "fit K", and has one output line of JSON: the versions, or seconds of wall-clock and processor time. A fit also writes the
# file fit-K: the K shares, and the J Dirichlet parameters of each cluster.
suppressMessages(library(DirichletMultinomial))
argument <- commandArgs(trailingOnly = TRUE)
folder <- argument[1]
size <- as.integer(argument[2:3])
counts <- matrix(readBin(file.path(folder, "counts"), "double", size[1] * size[2]), size[1], byrow = TRUE)
storage.mode(counts) <- "integer"
dimnames(counts) <- list(seq_len(size[1]), seq_len(size[2]))

input <- file("stdin", "r")
while (length(line <- readLines(input, 1)) > 0) {
    word <- strsplit(line, " ")[[1]]
    if (word[1] == "version") {
        cat(sprintf("{\"R\": \"%s\", \"package\": \"%s\"}\n", getRversion(), packageVersion("DirichletMultinomial")))
    } else {
        k <- as.integer(word[2])
        invisible(gc())
        before <- proc.time()
        start <- Sys.time()
        found <- dmn(counts, k, seed = 1)
        wall <- as.numeric(Sys.time() - start, units = "secs")
        spent <- sum((proc.time() - before)[c("user.self", "sys.self")])
        writeBin(c(mixturewt(found)$pi, fitted(found)), file.path(folder, paste0("fit-", k)))
        cat(sprintf("{\"wall\": %.9f, \"cpu\": %.9f, \"objective\": %.9f}\n", wall, spent, -goodnessOfFit(found)[["NLE"]]))
    }
    flush(stdout())
}
