# Finds what the hidden units of the network `replicate` put out in NEURONS, a neurons.csv: of each of the MAP_LAYERS layers the number of units MAP_UNITS and the
# smallest and largest value MAP_LOW and MAP_HIGH. The points of unit u (from 0) of layer l are the rows `every ::map_from(l, u)::map_to(l, u)`, their
# coordinates and value the columns 4, 5 and 6: by their places, which gnuplot reads ten times as fast as by names. Rows are sorted by network, layer and unit. Loaded after
# map-shown.gp.

stats NEURONS using 2 nooutput
MAP_LAYERS = int(STATS_max)
array MAP_UNITS[MAP_LAYERS]
array MAP_FIRST[MAP_LAYERS]
array MAP_LOW[MAP_LAYERS]
array MAP_HIGH[MAP_LAYERS]
do for [l = 1:MAP_LAYERS] { MAP_UNITS[l] = 0 }
keep(l, map) = (MAP_UNITS[l] == 0 ? MAP_FIRST[l] = map : 0, MAP_UNITS[l] = MAP_UNITS[l] + 1, 0)
set table $unused
plot NEURONS every MAP_POINTS using (column("replicate") == replicate ? keep(int(column("layer")), int($0)) : 0):(0) with table
unset table
undefine $unused
map_from(l, u) = (MAP_FIRST[l] + u) * MAP_POINTS
map_to(l, u) = map_from(l, u) + MAP_POINTS - 1
do for [l = 1:MAP_LAYERS] {
  stats NEURONS every ::map_from(l, 0)::map_to(l, MAP_UNITS[l] - 1) using 6 nooutput
  MAP_LOW[l] = STATS_min
  MAP_HIGH[l] = STATS_max
}
