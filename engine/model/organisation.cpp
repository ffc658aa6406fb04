#include "model/organisation.hpp"

#include <algorithm>

namespace parley {

bool Organisation::is_competent(IssueId issue) const
{
    return std::ranges::find(mandate, issue) != mandate.end();
}

bool Organisation::is_secretariat_of(ForumId forum) const
{
    return std::ranges::binary_search(serves, forum);
}

}  // namespace parley
