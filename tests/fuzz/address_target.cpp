#include "actlab/settings_table.hpp"
#include "fuzz/input.hpp"
#include "fuzz/targets.hpp"
#include "playground/address.hpp"

namespace actlab::fuzz {
namespace {

// The texts of all settings, where those of the address stand for some: as a cell has them.
std::map<std::string, std::string> cell_of(const PlaygroundRun& run) {
  Settings settings;
  for (const auto& [name, value] : run.settings) set_setting(settings, *find_setting(name), value, name);
  std::map<std::string, std::string> texts;
  for (const SettingInfo& setting : settings_table())
    texts[std::string(setting.name)] = setting_text(settings, setting);
  return texts;
}

}  // namespace

// Every setting of an address is allowed, and an address made of them is of the same run.
void read_any_address(std::string_view bytes) {
  PlaygroundRun run;
  if (!accepted([&] { run = parse_playground_address(bytes, "address"); })) return;
  const std::string address = playground_address(cell_of(run), "again");
  require(parse_playground_address(address, "again").settings == run.settings, "an address gives its run back");
}

}  // namespace actlab::fuzz
