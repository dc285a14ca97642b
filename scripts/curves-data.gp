# Reads DIR/captions.csv: arrays NAME, FORMULA, LOW, HIGH, SECTION, CITATION and their length CURVES. Texts of users stay values of variables.

set encoding utf8
set datafile separator comma
set datafile columnheaders
undefine STATS_*
stats DIR . "/captions.csv" using (0) nooutput
if (!exists("STATS_records")) { exit error DIR . " holds no captions.csv; give a directory that 'actlab curves --figures' wrote" }
CURVES = STATS_records
array NAME[CURVES]
array FORMULA[CURVES]
array POINTS[CURVES]
array LOW[CURVES]
array HIGH[CURVES]
array SECTION[CURVES]
array CITATION[CURVES]
longest_caption = 44
shortened(text) = strlen(text) > longest_caption ? text[1 : longest_caption - 3] . "..." : text
set table $unused
plot DIR . "/captions.csv" using (k = int($0) + 1, NAME[k] = shortened(stringcolumn("name")), POINTS[k] = column("points"), FORMULA[k] = shortened(stringcolumn("formula")), \
  LOW[k] = column("low"), HIGH[k] = column("high"), SECTION[k] = stringcolumn("section"), CITATION[k] = shortened(stringcolumn("citation")), 0):(0) with table
unset table
undefine $unused
# The rows of curve k in curves.csv, for every.
begins(k) = int((k - 1) * POINTS[1])
ends(k) = int(k * POINTS[1] - 1)
