# Sets `replicate`, the number of the network of the cell SHOWN that is drawn: WANTED_NETWORK, or where that is empty the first one in NEURONS, the cell's neurons.csv,
# that did not diverge (the first one of all where all did); network_diverged, whether it did; and MAP_POINTS, the number of points of a unit's map. Loaded after
# cell-shown.gp.

undefine STATS_*
stats NEURONS every ::0::0 using 5 nooutput
if (!exists("STATS_records")) { exit error NEURONS . " cannot be read; was the cell trained with --record neurons?" }
# The grid is a square: its points are as many as come before another y, squared.
first_y = STATS_min
largest_side = 2001
stats NEURONS every ::0::largest_side using (column(5) == first_y ? NaN : column(0)) nooutput
MAP_POINTS = int(STATS_min) ** 2
MAPPED = " "
set table $unused
plot NEURONS every MAP_POINTS using (n = sprintf("%d ", column("replicate")), strstrt(MAPPED, " " . n) == 0 ? MAPPED = MAPPED . n : "", 0):(0) with table
unset table
undefine $unused
if (strlen(WANTED_NETWORK) > 0 && strstrt(MAPPED, " " . WANTED_NETWORK . " ") == 0) { exit error NEURONS . " has no network " . WANTED_NETWORK . "; was it named with --neurons-of?" }

replicate = strlen(WANTED_NETWORK) > 0 ? int(WANTED_NETWORK) : -1
network_diverged = 0
is_mapped(n) = strstrt(MAPPED, sprintf(" %d ", n)) > 0
set table $unused
plot DIR . "/runs.csv" using (stringcolumn("cell") eq ID[SHOWN] ? (column("diverged") == 0 ? (replicate < 0 && is_mapped(column("replicate")) ? replicate = column("replicate") : 0) : column("replicate") == replicate ? network_diverged = 1 : 0, 0) : 0):(0) with table
unset table
undefine $unused
if (replicate < 0) { replicate = int(word(MAPPED, 1)); network_diverged = 1 }
replicate = int(replicate)
