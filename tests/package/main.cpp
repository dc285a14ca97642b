#include <actlab/dataset.hpp>
#include <actlab/settings_table.hpp>
#include <cstdio>

int main() {
  actlab::Settings settings;
  actlab::set_setting(settings, *actlab::find_setting("dataset"), "iris", "outside");
  const actlab::Dataset data = actlab::load_dataset(settings);
  std::printf("%zu rows, %zu features, %zu classes\n", data.rows, data.features(), data.classes.size());
  return data.rows == 150 && data.classes.size() == 3 ? 0 : 1;
}
