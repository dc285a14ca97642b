#include "data/card.hpp"

#include <catch2/catch.hpp>

#include "actlab/error.hpp"
#include "data/catalogue.hpp"
#include "data/files.hpp"

using namespace actlab;
using actlab::test::TemporaryDirectory;

TEST_CASE("A card names the classes in the order of their numbers") {
  const TemporaryDirectory directory;
  CHECK(class_names(
            directory.write("a.md", "# A\n\n- rows: 3\n- classes: left shoe; right/other; c\n- licence: none\n")) ==
        std::vector<std::string>{"left shoe", "right/other", "c"});
  CHECK(class_names(directory.write("b.md", "# B\n- classes: one")) == std::vector<std::string>{"one"});
  CHECK_THROWS_AS(class_names(directory.write("c.md", "# C\nclasses: one; two\n")), Error);
}

TEST_CASE("Every installed set has a card that names as many classes as it has") {
  for (const InstalledInfo& info : installed_datasets()) {
    const std::string card = std::string(ACTLAB_SOURCE_DIR) + "/datasets/" + std::string(info.name) + ".md";
    CHECK(class_names(card).size() == info.classes);
  }
}
