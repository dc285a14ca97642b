// Prints the table of lib/activation/README.md.

#include <cstdio>

#include "activation/accuracy_table.hpp"

int main() { std::fputs(actlab::test::accuracy_table().c_str(), stdout); }
