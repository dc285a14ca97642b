#include "actlab/settings_table.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "actlab/error.hpp"

using namespace actlab;

TEST_CASE("Every row sets its own field, and its default is a value that it allows") {
  std::set<std::string_view> names;
  for (const SettingInfo& setting : settings_table()) {
    CAPTURE(setting.name);
    CHECK(names.insert(setting.name).second);
    CHECK(find_setting(setting.name) == &setting);
    Settings settings;
    const std::string text = setting_text(settings, setting);
    set_setting(settings, setting, text, "test");
    CHECK(setting_text(settings, setting) == text);
    CHECK(!setting.help.empty());
  }
}

TEST_CASE("Texts become canonical") {
  const auto canonical = [](std::string_view name, std::string_view text) {
    Settings settings;
    set_setting(settings, *find_setting(name), text, "test");
    return setting_text(settings, *find_setting(name));
  };
  CHECK(canonical("learning_rate", "0.0300") == "0.03");
  CHECK(canonical("learning_rate", "1e-3") == "0.001");
  CHECK(canonical("l1", "-0") == "0");
  CHECK(canonical("activation", "swish") == "silu");
  CHECK(canonical("activation", "leaky_relu:0.010") == "leaky_relu");
  CHECK(canonical("activation", "maxout:pieces=3") == "maxout:pieces=3");
  CHECK(canonical("init", "uniform:.5") == "uniform:0.5");
  CHECK(canonical("train_fraction", "auto") == "auto");
  CHECK(canonical("shuffle", "off") == "off");
  CHECK_THROWS_WITH(canonical("dataset", "a\nb"),
                    "test: 'a\\nb' is not allowed; it has a control character; leave that out");
}

TEST_CASE("Lists split at commas outside parentheses") {
  CHECK(split_list("a,b") == std::vector<std::string>{"a", "b"});
  CHECK(split_list("where(x>0,x,0),relu") == std::vector<std::string>{"where(x>0,x,0)", "relu"});
  CHECK(split_list("") == std::vector<std::string>{""});
  CHECK(split_list("a),b") == std::vector<std::string>{"a)", "b"});
}

TEST_CASE("Flags have hyphens where names have underscores") {
  CHECK(option_name(*find_setting("learning_rate")) == "`learning_rate`");
}
