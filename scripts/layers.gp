# For figures of layer-curves.csv: after cells.gp, arrays CURVES_OF[1..MEMBERS] with the files that exist, MEMBER[1..MEMBERS] with their cells, and
# DEPTH[1..MEMBERS] with their layers; LAST[1..MEMBERS] with their last epochs.

array MEMBER[CELLS]
MEMBERS = 0
HIDDEN_CELLS = 0
do for [i = 1:CELLS] {
  undefine STATS_*
  stats DIR . "/cells/" . ID[i] . "/layer-curves.csv" using (0) nooutput
  if (exists("STATS_records")) {
    if (MEMBERS < most_members) { MEMBERS = MEMBERS + 1; MEMBER[MEMBERS] = i } else { HIDDEN_CELLS = HIDDEN_CELLS + 1 }
  }
}
if (MEMBERS == 0) { exit error DIR . " has no layer-curves.csv; was it trained with --record layers?" }
array DEPTH[MEMBERS]
array LAST[MEMBERS]
layer_file(k) = DIR . "/cells/" . ID[MEMBER[k]] . "/layer-curves.csv"
do for [k = 1:MEMBERS] {
  stats layer_file(k) using (column("layer")) nooutput
  DEPTH[k] = int(STATS_max)
  stats layer_file(k) using (column("epoch")) nooutput
  LAST[k] = STATS_max
}
deepest = 0
do for [k = 1:MEMBERS] { if (DEPTH[k] > deepest) { deepest = DEPTH[k] } }

# The data sets of the members, in their order, and the members of each by their places.
array SETS[MEMBERS]
array MEMBERS_OF[MEMBERS]
sets = 0
do for [k = 1:MEMBERS] {
  known = 0
  do for [s = 1:sets] { if (SETS[s] eq DATASET[MEMBER[k]]) { known = s } }
  if (known == 0) { sets = sets + 1; known = sets; SETS[sets] = DATASET[MEMBER[k]]; MEMBERS_OF[sets] = "" }
  MEMBERS_OF[known] = MEMBERS_OF[known] . sprintf(" %d", k)
}
