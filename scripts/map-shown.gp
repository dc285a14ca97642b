# Chooses a network as network-shown.gp does, of those that are in NEURONS, the cell's neurons.csv; MAP_POINTS is the number of points of a unit's map. Loaded after
# cell-shown.gp.

GRIDS = NEURONS
GRIDS_Y = 5
load here . "square-grids.gp"
if (GRID_POINTS == 0) { exit error NEURONS . " cannot be read; was the cell trained with --record neurons?" }
MAP_POINTS = GRID_POINTS
CANDIDATES = " "
set table $unused
plot NEURONS every MAP_POINTS using (n = sprintf("%d ", column("replicate")), strstrt(CANDIDATES, " " . n) == 0 ? CANDIDATES = CANDIDATES . n : "", 0):(0) with table
unset table
undefine $unused
if (strlen(WANTED_NETWORK) > 0 && strstrt(CANDIDATES, " " . WANTED_NETWORK . " ") == 0) { exit error NEURONS . " has no network " . WANTED_NETWORK . "; was it named with --neurons-of?" }
load here . "network-shown.gp"
