# Reads what the hidden units of the network `replicate` put out from NEURONS, a neurons.csv: points MAP_X, MAP_Y and values MAP_VALUE, unit after unit, layer after
# layer; of each of the MAP_LAYERS layers the number of units MAP_UNITS, the row MAP_FIRST of its first unit, and the smallest and largest value MAP_LOW and MAP_HIGH;
# and the number MAP_POINTS of points of a unit. Arrays, for gnuplot is slow in long datablocks.

undefine STATS_*
stats NEURONS using (column("replicate") == replicate ? column("layer") : NaN) nooutput
if (!exists("STATS_records") || STATS_records == 0) { exit error NEURONS . " has no such network; was the cell trained with --record neurons?" }
MAP_ROWS = int(STATS_records)
MAP_LAYERS = int(STATS_max)
array MAP_X[MAP_ROWS]
array MAP_Y[MAP_ROWS]
array MAP_VALUE[MAP_ROWS]
array MAP_UNITS[MAP_LAYERS]
array MAP_FIRST[MAP_LAYERS]
array MAP_LOW[MAP_LAYERS]
array MAP_HIGH[MAP_LAYERS]
do for [l = 1:MAP_LAYERS] { MAP_UNITS[l] = 0 }
map_row = 0
begin_layer(l, v) = (MAP_FIRST[l] = map_row, MAP_LOW[l] = v, MAP_HIGH[l] = v, 0)
keep(l, u, x, y, v) = (map_row = map_row + 1, MAP_X[map_row] = x, MAP_Y[map_row] = y, MAP_VALUE[map_row] = v, \
  MAP_UNITS[l] == 0 ? begin_layer(l, v) : 0, MAP_UNITS[l] = u + 1, \
  v < MAP_LOW[l] ? MAP_LOW[l] = v : 0, v > MAP_HIGH[l] ? MAP_HIGH[l] = v : 0, 0)
set table $unused
plot NEURONS using (0):(0) with table if (column("replicate") == replicate && keep(int(column("layer")), int(column("unit")), column("x"), column("y"), column("value")))
unset table
undefine $unused
MAP_POINTS = MAP_LAYERS > 1 ? (MAP_FIRST[2] - MAP_FIRST[1]) / MAP_UNITS[1] : MAP_ROWS / MAP_UNITS[1]
# Rows of unit u (from 0) of layer l, from 0 as `every` counts.
map_from(l, u) = MAP_FIRST[l] - 1 + u * MAP_POINTS
map_to(l, u) = map_from(l, u) + MAP_POINTS - 1
