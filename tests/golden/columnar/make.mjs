// Writes the files of this folder with other software: DuckDB (Parquet) and Polars (Arrow). Run where both are installed:
//   npm install @duckdb/node-api@1.5 nodejs-polars@0.26 nodejs-polars-linux-x64-gnu@0.26 && node make.mjs
// The documents: a = {cat 2, dog 1}, b = {dog 3}, c = {rat 1, cat 1}; clusters 0, 1, 1; years 2001, none, 2003.
import { DuckDBInstance } from '@duckdb/node-api';
import pl from 'nodejs-polars';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const connection = await (await DuckDBInstance.create()).connect();
const rows = `(VALUES ('a', 'cat', 2, 0, 2001), ('a', 'dog', 1, 0, 2001), ('b', 'dog', 3, 1, NULL), ('c', 'rat', 1, 1, 2003), ('c', 'cat', 1, 1, 2003))
    AS t(DocumentName, Feature, Count, KnownCluster, year)`;
const write = (query, name, options = '') => connection.run(`COPY (${query}) TO '${folder}/${name}' (FORMAT parquet${options})`);
await write(`SELECT DocumentName AS doc_id, Feature AS term, Count::BIGINT AS n, KnownCluster::BIGINT AS KnownCluster, year::INTEGER AS year FROM ${rows}`, 'long.parquet', ', COMPRESSION zstd');
await write(`SELECT DocumentName, list(Feature) AS Feature, list(Count::DOUBLE) AS Count, any_value(KnownCluster)::TINYINT AS KnownCluster, any_value(year)::SMALLINT AS year
    FROM ${rows} GROUP BY DocumentName ORDER BY DocumentName`, 'lists.parquet', ', COMPRESSION gzip');
await write(`SELECT DocumentName, any_value(KnownCluster)::INTEGER AS KnownCluster, coalesce(sum(Count) FILTER (Feature = 'cat'), 0)::HUGEINT::INTEGER AS cat,
    coalesce(sum(Count) FILTER (Feature = 'dog'), 0)::FLOAT AS dog, coalesce(sum(Count) FILTER (Feature = 'rat'), 0)::UTINYINT AS rat
    FROM ${rows} GROUP BY DocumentName ORDER BY DocumentName`, 'wide.parquet', ', COMPRESSION snappy');
await write(`SELECT 'a' AS DocumentName, 'cat' AS Feature, 9007199254740993::BIGINT AS Count`, 'inexact.parquet');
await write(`SELECT 'a' AS DocumentName, 'cat' AS Feature, NULL::INTEGER AS Count`, 'missing.parquet');
await write(`SELECT 'the cat sat' AS text, 'pets' AS label`, 'texts.parquet');

const long = pl.DataFrame({
    DocumentName: ['a', 'a', 'b', 'c', 'c'], Feature: ['cat', 'dog', 'dog', 'rat', 'cat'], Count: [2, 1, 3, 1, 1], KnownCluster: [0, 0, 1, 1, 1], year: [2001, 2001, null, 2003, 2003],
});
long.writeIPC(`${folder}/long.arrow`);
long.withColumns(pl.col('Feature').cast(pl.Categorical)).writeIPC(`${folder}/coded.arrow`, { compression: 'lz4' });
long.groupBy('DocumentName').agg(pl.col('Feature'), pl.col('Count'), pl.col('KnownCluster').first(), pl.col('year').first()).sort('DocumentName')
    .writeIPC(`${folder}/lists.arrow`, { compression: 'zstd' });
